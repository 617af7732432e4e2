/** Approval before the issue: a part of `WorkerApi`. Types only. [Note: approval] */
import type { Result } from '../../worker-api.ts';
import type { DraftStatus } from '../document.ts';

export interface ApprovalState {
	/** The books ask for it. */
	needed: boolean;
	/** `draft` where it was changed since, the client's or the business's particulars included. */
	status: DraftStatus;
	/** It was submitted or approved, and changed since. */
	changed: boolean;
	/** Whose step counts; the name is empty where nobody has said it. */
	by?: { name: string; isMe: boolean };
	/** It was sent back. */
	reason?: string;
	/** This person may approve it as it is: submitted by another, or with nobody else to ask. */
	mayApprove: boolean;
	/** This person may send it back: an approver, or who submitted it. */
	maySendBack: boolean;
	/** Names what is approved: it must not have changed meanwhile. */
	seen: string;
}

export interface ApprovalRuleState {
	needed: boolean;
	/** Admins and owners. */
	mayChange: boolean;
	/** Who can approve: with one alone, he approves his own too. */
	approvers: number;
}

export interface ApprovalApi {
	approval(draftId: string): Promise<Result<ApprovalState>>;
	/** Errors are `invalid` with the field that is to be mended first, or `approval`. */
	submitDraft(draftId: string): Promise<Result<void>>;
	/** `seen` of the state that was looked at: refused (`invalid`, field `approval`, detail `changed`) where it is another by now. */
	approveDraft(draftId: string, seen: string): Promise<Result<void>>;
	sendBackDraft(draftId: string, reason: string): Promise<Result<void>>;
	approvalRule(): Promise<Result<ApprovalRuleState>>;
	setApprovalRule(needed: boolean): Promise<Result<void>>;
	/** Drafts that this person could approve now. */
	waitingApprovals(): Promise<Result<{ id: string; party: string; by: string }[]>>;
}
