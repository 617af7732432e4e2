import { resolve } from '$app/paths';

/** Address of the client's page of this app. */
export function clientPage(): string {
	return `${location.origin}${resolve('/client')}`;
}
