export const en = {
	privacy: 'Privacy',

	sharedOriginTitle: 'This address is shared',
	sharedOrigin:
		'Waxbill runs here under the path {path}. Other pages of {host} belong to the same origin, so they could read what is open here. Use an address of its own for real books.',

	reload: 'Reload',

	notFoundTitle: 'There is no page here',
	notFound: 'The address may be mistyped, or the page has moved. Nothing of yours is lost.',
	errorTitle: 'This page did not load',
	error: 'What was saved is safe on this device. Reload the page; if that does not help, go back to the start.',
	toStart: 'Go to the start'
};
