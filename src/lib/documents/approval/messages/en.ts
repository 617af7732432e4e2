import { messages } from '../../../ui/i18n.svelte.ts';

export const approval = messages('lib/documents/approval', {
	// On the draft
	submit: 'Submit for approval',
	submitTitle: 'Submit for approval?',
	submitText: 'An admin or owner looks at it. When it is changed afterwards, by whomever, it has to be submitted again.',
	submitted: 'Submitted for approval.',
	approve: 'Approve',
	approveTitle: 'Approve this draft?',
	approveText: 'It can be issued then as it stands now. A change takes the approval off by itself.',
	approved: 'Approved.',
	sendBack: 'Send back',
	takeBack: 'Take back',
	sendBackTitle: 'Send it back?',
	sendBackText: 'It is a draft again. Say what is to be done, so that nobody has to ask.',
	takeBackText: 'It is a draft again, and can be submitted at any time.',
	reason: 'Reason',
	reasonMissing: 'Say why it goes back.',
	sentBack: 'It is a draft again.',

	bannerSubmitted: 'Waits for approval',
	bannerSubmittedBy: '{name} submitted it.',
	bannerSubmittedMe: 'You submitted it. An admin or owner looks at it; a change takes it out of there again.',
	bannerSubmittedYours: '{name} submitted it, and you can approve it. It can be issued then as it stands now.',
	bannerApproved: 'Approved: it can be issued as it stands',
	bannerApprovedText: '{name} approved it. A change takes the approval off, also one of the client’s or the business’s particulars.',
	bannerSentBack: 'Sent back: {reason}',
	bannerSentBackPlain: 'Sent back',
	bannerSentBackText: '{name} sent it back. Change it, and submit it again.',
	bannerChanged: 'Changed since: it needs approval again',
	bannerChangedText: 'The draft, the client’s particulars or those of the business are not what was looked at.',
	somebody: 'Somebody',
	you: 'You',
	changedMeanwhile: 'It was changed while you looked at it. This is how it stands now; look at it again.',
	notEntitled: 'You cannot approve it: it takes an admin or owner other than who submitted it.',
	eventApproved: 'Approved',
	approvedAfter: 'Approved afterwards',

	// For approvers
	waiting: { one: '{count} draft waits for your approval', other: '{count} drafts wait for your approval' },
	waitingFirst: 'For {party}, submitted by {name}.',
	waitingNobody: 'Without a client yet',
	look: 'Look at it',
	lookFirst: 'Look at the first one',
	showAll: 'Show all',

	// The rule
	ruleTitle: 'Approval',
	ruleText: 'Whether a document is looked at by a second person before it gets its number.',
	rule: 'Documents need approval before they are issued',
	ruleHint:
		'Who writes a draft submits it; an admin or owner approves it or sends it back. Nobody approves what he submitted himself, as long as somebody else could. A change after the approval takes it off.',
	ruleAlone: 'You are the only one who can approve, so you approve your own drafts too.',
	ruleOnlyAdmins: 'Only admins and owners change this.',
	ruleWeak:
		'This is checked by every device. A changed app on somebody’s device could still issue without it: the document then stands, with its number, and is marked on all devices.'
});
