import { messages } from '../../ui/i18n.svelte.ts';

export const answers = messages('lib/client-page/answers', {
	title: 'Your answer',
	accepted: 'Accept and sign',
	declined: 'Decline',
	question: 'Ask a question',
	saysPaid: 'Say that I have paid',
	cancel: 'Cancel',
	send: 'Send',
	sendAccepted: 'Sign and send',

	// Accept
	signing: 'What you sign',
	signText: 'I accept {document} of {date} from {sender}, {total}, as it is shown on this page with its files.',
	signTextUnpriced: 'I accept {document} of {date} from {sender}, as it is shown on this page with its files.',
	fingerprint: 'Its fingerprint, which goes with your signature: {fingerprint}',
	name: 'Your name',
	nameHint: 'As you sign. The name alone is enough; a drawing is not needed.',
	nameMissing: 'Type your name: it is your signature.',
	draw: 'Draw my signature as well',
	pad: 'Draw your signature here with a finger, a pen or the mouse',
	padEmpty: 'Draw your signature, or leave the drawing out.',
	padFull: 'The drawing has become too large. The last line was taken back.',
	undo: 'Take back the last line',
	clear: 'Begin again',

	// Others
	reason: 'Reason',
	text: 'Question',
	textMissing: 'Type your question.',
	on: 'Paid on',
	onMissing: 'Choose the day on which you paid.',
	note: 'Note',
	paidHint: 'It tells the sender that money is on its way. It pays nothing.',

	// Sending
	sending: 'Sealing and sending',
	'sent-accepted': 'Accepted and signed as {name}',
	'sent-declined': 'Declined',
	'sent-question': 'Question sent',
	'sent-saysPaid': 'Said that it is paid',
	kept: 'Kept for the sender, sealed, since {when}. The sender sees it when one of the sender’s devices next connects.',
	'not-unreachable': 'Not sent yet: there is no connection. What you wrote stays here and is tried again by itself. Leave this tab open.',
	'not-slow-down': 'Not sent yet: too much was sent from here just now. It is tried again by itself. Leave this tab open.',
	'not-full':
		'Not sent: there is no room for more answers until the sender has fetched those that wait. Try again later, or write to the sender.',
	'not-gone': 'Not sent: the sender has taken the document back, or its time is over. Write to the sender.',
	'not-refused': 'Not sent: the place where the document is kept takes no answers. Write to the sender.',
	'not-too-long': 'Not sent: it is too long. Shorten the text, or draw with fewer lines.',
	'not-broken': 'Not sent: something went wrong on this device. Reload the page, open the link again and write it once more.',
	again: 'Try again now'
});
