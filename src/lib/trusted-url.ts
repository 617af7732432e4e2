/** The one Trusted Types policy of the app: scripts and workers come from this origin or not at all. */
interface TrustedTypes {
	createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): unknown };
}

const policy = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes?.createPolicy('app-urls', {
	createScriptURL(url: string) {
		const target = new URL(url, location.href);
		if (target.origin !== location.origin) throw new TypeError(`Refused a script from ${target.origin}`);
		return target.href;
	}
});

/** A URL that `new Worker` and `serviceWorker.register` accept; typed `string` because the DOM library does not know trusted URLs. */
export function sameOriginScript(url: string): string {
	return (policy?.createScriptURL(url) as unknown as string | undefined) ?? url;
}
