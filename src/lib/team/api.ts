/** What pages may know and ask of the people who keep these books together, and of joining others: a part of `WorkerApi`. Types only. */
import type { Result } from '../worker-api.ts';

/** Viewer, editor, admin, owner. */
export type Role = 'r' | 'w' | 'a' | 'o';
/** What somebody can be invited as; owners are made of members. */
export type InvitedRole = Exclude<Role, 'o'>;

/** A member, as he is spoken of on every screen. */
export interface Person {
	/** Hexadecimal member id. */
	member: string;
	/** Empty where nobody has said it. */
	name: string;
	isMe: boolean;
}

export interface TeamMember extends Person {
	role: Role;
	/** Somebody has said the name. Otherwise it follows from the particulars of the business, or there is none. */
	isNamed: boolean;
	/** Of the member who gave that name, where it was not this one. */
	namedBy?: string;
	/** Those that may write, the first to come first; a name may be empty. */
	devices: { id: string; name: string; isThis: boolean; /** Number of the program it runs, as it said last. */ program: number }[];
}

/** Somebody has opened the link and asks to be let in. */
export interface TeamJoiner {
	/** What he calls himself and his device; empty where that does not open. */
	name: string;
	device: string;
	/** To be compared with what he reads out. */
	words: string[];
	/** The relay he dialled, where it goes by another name than here: then the words differ whoever he is. */
	otherRelay?: string;
}

/** An invitation that waits. */
export interface TeamInvitation {
	/** Hexadecimal. */
	id: string;
	/** The most that can be made of who answers. */
	role: InvitedRole;
	/** Whom it was meant for; empty where that does not open here. */
	name: string;
	/** Name of the member who invited; empty where he has none. */
	by: string;
	/** It was this person. */
	byMe: boolean;
	joiner?: TeamJoiner;
}

export interface Team {
	/** The first to come first. */
	members: TeamMember[];
	/** The newest first. Only for those who may admit. */
	invitations: TeamInvitation[];
	/** Of this person; absent where this device was put out. */
	role?: Role;
	/** Host of the relay; without one nobody can be invited. */
	relay?: string;
	/** Numbers of the program this is, of the least one that may write in these books, and of the first there was. */
	program: { own: number; least: number; first: number };
}

export interface InviteInput {
	/** Whom it is for. */
	name: string;
	role: InvitedRole;
	/** Address of the join page. */
	page: string;
	/** What this person is to be called from now on; left as it is where absent or empty. */
	own?: string;
}

/** What a link says before anything is done with it. */
export interface LinkRead {
	role: InvitedRole;
	/** Host. */
	relay: string;
	/** This device has these books, and may write to them. */
	isMember: boolean;
	/** It has asked by this link already. */
	isAsked: boolean;
}

export interface AskInput {
	/** As it was opened or pasted. */
	link: string;
	/** What this person is to be called. */
	name: string;
	/** What this device is to be called. */
	device: string;
	/** Of the new device, where this one is empty. */
	passphrase?: string;
}

export type JoiningState =
	/** The relay is not reached, or not yet. It is tried again by itself. */
	| 'connecting'
	/** An admin has to compare the words. */
	| 'asked'
	/** The keys have come, and the books are made ready. */
	| 'arriving'
	/** Somebody else has used the link. */
	| 'taken'
	/** Taken back, or declined. */
	| 'withdrawn'
	/** The relay knows of no such invitation. */
	| 'unknown'
	/** The relay did not take what an honest one would, or what admits this device does not open. */
	| 'refused'
	/** They could not be stored here. */
	| 'failed';

/** Books this device has asked to join. */
export interface Joining {
	/** Hexadecimal id of the books. */
	id: string;
	role: InvitedRole;
	/** Host of the relay. */
	relay: string;
	/** To be read out to whoever invited. */
	words: string[];
	state: JoiningState;
}

/**
 * Problems are `invalid` with the field `role`, `member` or `invitation` and as detail `owners-only`, `last-owner`, `itself` or `too-many`; with the
 * field `words` where the joiner's keys are not those whose words were compared, `team` and `no-relay` where these books have none, and `link` with
 * `not-a-link`, `newer` or `member` when asking to join.
 */
export interface TeamApi {
	team(): Promise<Result<Team>>;
	/** The members alone, the first to come first. */
	bookPeople(): Promise<Result<Person[]>>;
	/** The link is shown once and stored nowhere. */
	invite(input: InviteInput): Promise<Result<{ id: string; link: string }>>;
	/** Also declines who has asked by it. */
	withdrawInvitation(id: string): Promise<Result<void>>;
	/** @param words those that were compared @param own what this device is called where it has no name yet */
	admitJoiner(id: string, role: InvitedRole, words: readonly string[], own: string): Promise<Result<{ name: string }>>;
	/** At most 64 characters; empty takes the name away. */
	nameMember(id: string, name: string): Promise<Result<void>>;
	setRole(id: string, role: Role): Promise<Result<void>>;
	/** Makes that member an owner, and this person an admin. */
	handOver(id: string): Promise<Result<void>>;
	/** Programs older than this one write in these books no more; by an owner, also lets older ones in again down to this one. */
	requireThisProgram(): Promise<Result<void>>;
	removeMember(id: string): Promise<Result<void>>;
	/** All devices of this person are out at once; what is here stays and can be read. */
	leaveBooks(): Promise<Result<void>>;

	readTeamLink(link: string): Promise<Result<LinkRead>>;
	/** Asks to join, and goes on asking while Waxbill is unlocked. An empty device is made with the passphrase. */
	askToJoin(input: AskInput): Promise<Result<void>>;
	joinings(): Promise<Result<Joining[]>>;
	/** Hears of each change; books that are joined are no longer among them. The next one takes its place. */
	watchJoinings(watch: (joinings: Joining[]) => void): Promise<void>;
	/** Forgets that it asked. A device that has nothing else is empty afterwards. */
	dropJoining(id: string): Promise<Result<void>>;
}
