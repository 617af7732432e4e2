export const en = {
	welcomeTitle: 'Invoicing that only you can read.',
	welcome1: 'Write, number and send invoices, with the taxes of your country worked out to the cent.',
	welcome2: 'Everything is encrypted in this browser before it is stored. There is no account, and nobody else has the key.',
	welcome3: 'It works with the network switched off.',
	createWorkspace: 'Create a workspace',
	trySample: 'Try it with sample data',
	privacyLink: 'What we can see, claim by claim',
	privacy: 'Privacy',

	sharedOriginTitle: 'This address is shared',
	sharedOrigin:
		'Waxbill runs here under the path {path}. Other pages of {host} belong to the same origin, so they could read what is open here. Use an address of its own for real books.',

	insecureTitle: 'Open Waxbill over https',
	insecure:
		'This page came over an address that is not encrypted ({origin}). Browsers switch off encryption and offline storage there, and anybody on the way could change the program. So nothing was started and nothing was stored.',
	insecureHow:
		'If this is somebody else’s server, try the same address with https. If it is yours, put a certificate in front of it, or use http://localhost on the machine itself.',
	insecureTry: 'Try https',

	brokenTitle: 'Waxbill cannot open this device’s data',
	reload: 'Reload',

	notFoundTitle: 'There is no page here',
	notFound: 'The address may be mistyped, or the page has moved. Nothing of yours is lost.',
	errorTitle: 'This page did not load',
	error: 'What was saved is safe on this device. Reload the page; if that does not help, go back to the start.',
	toStart: 'Go to the start'
};
