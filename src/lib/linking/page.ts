import { resolve } from '$app/paths';

/** Address of this app's page for a shared period. */
export function sharePage(): string {
	return `${location.origin}${resolve('/share')}`;
}

/** Address of the client's page of this app. */
export function clientPage(): string {
	return `${location.origin}${resolve('/client')}`;
}
