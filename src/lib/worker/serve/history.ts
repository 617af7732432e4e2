/** Who did what, what was said and approved, and proving it to others. */
import type { ActivityApi } from '../../activity/api.ts';
import type { CommentsApi } from '../../comments/api.ts';
import type { ApprovalApi } from '../../documents/approval/api.ts';
import type { ProofApi } from '../../proof/api.ts';
import { answer } from '../results.ts';
import type { Desk } from './desk.ts';

export function activityApi(desk: Desk): ActivityApi {
	const activity = desk.part(async () => {
		const { ActivityHost } = await import('../activity-host.ts');
		return ({ workspace, home, id }) => new ActivityHost(workspace, home, id);
	});
	return {
		activity: (query, watch) => activity((host) => host.page(query, watch)),
		activityDetails: (events) => activity((host) => host.details(events)),
		recordHistory: (id) => activity((host) => host.history(id)),
		activityPeople: () => activity((host) => host.people()),
		activityNames: (ids) => activity((host) => host.names(ids))
	};
}

export function commentsApi(desk: Desk): CommentsApi {
	const comments = desk.part(async () => {
		const { CommentCommands } = await import('../comment-commands.ts');
		return ({ workspace }) => new CommentCommands(workspace);
	});
	return {
		comments: (id) => comments((commands) => commands.of(id)),
		addComment: (id, text) => comments((commands) => commands.add(id, text)),
		sayOfComment: (id, kind) => comments((commands) => commands.say(id, kind)),
		mentionNotices: () => comments((commands) => commands.notices())
	};
}

export function approvalApi(desk: Desk): ApprovalApi {
	const approval = desk.part(async () => {
		const { ApprovalCommands } = await import('../approval-commands.ts');
		return ({ workspace, books, id }) => new ApprovalCommands(workspace, books, id);
	});
	return {
		approval: (draftId) => approval((commands) => commands.of(draftId)),
		submitDraft: (draftId) => approval((commands) => commands.submit(draftId)),
		approveDraft: (draftId, seen) => approval((commands) => commands.approve(draftId, seen)),
		sendBackDraft: (draftId, reason) => approval((commands) => commands.sendBack(draftId, reason)),
		approvalRule: () => approval((commands) => commands.rule()),
		setApprovalRule: (needed) => approval((commands) => commands.setRule(needed)),
		waitingApprovals: () => approval((commands) => commands.waiting())
	};
}

export function proofApi(desk: Desk): ProofApi {
	return {
		makeProof: (choice, progress) =>
			answer(async () => {
				const { workspace, home, id } = await desk.open();
				const { ProofHost } = await import('../proof-host.ts');
				await workspace.loaded;
				return new ProofHost(workspace, home, id).make(choice, progress);
			})
	};
}
