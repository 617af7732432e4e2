/** What the relay is told by its environment; README.md lists it. Tests and benchmarks give parts of it directly. */

export interface RelayConfig {
	/** Bytes a workspace may have, entries and packs together. */
	quota: number;
	/** Asked for by CREATE; anybody may create when it is empty. */
	token: string;
	/** Hosts devices dial, as `URL.host` writes them; none: what the Host header says. */
	hosts: readonly string[];
	/** Behind a proxy that sets X-Forwarded-For. */
	proxy: boolean;
	connectionsPerAddress: number;
	connectionsPerWorkspace: number;
	/** Of one address, in an hour. */
	createsPerHour: number;
	/** Mailbox and locator frames of one address, in a minute. */
	lettersPerMinute: number;
	/** Milliseconds from the connection to AUTH. */
	authTime: number;
	/** Milliseconds between two PINGs; three without an answer end the connection. */
	pingTime: number;
	/** Milliseconds a letter lies in the mailbox, and a connection may wait for one at a time. */
	letterTime: number;
	waitTime: number;
	/** Letters in the mailbox. */
	letters: number;
	/** Milliseconds a connection that was told to end may take to. */
	partingTime: number;
	/** Days that a pack may lie there without its next part, and milliseconds between two looks at that. */
	unfinishedDays: number;
	unfinishedTime: number;
	/** Client links of a workspace, and bytes of their packages. */
	packages: number;
	packageBytes: number;
	/** Answers to client links that wait: of a package, and of a workspace. */
	answersOfPackage: number;
	answers: number;
	/** Bytes waiting to be sent to one connection. */
	buffered: number;
	/** Logs kept in memory, so that entries are judged without reading them again. */
	openLogs: number;
	/** Check the signatures of DATA too, which every device does anyway. */
	verifyAll: boolean;
}

const MIB = 1024 * 1024;
export const DEFAULTS: RelayConfig = {
	quota: 1024 * MIB,
	token: '',
	hosts: [],
	proxy: false,
	connectionsPerAddress: 1024,
	connectionsPerWorkspace: 512,
	createsPerHour: 120,
	lettersPerMinute: 120,
	authTime: 10_000,
	pingTime: 15_000,
	letterTime: 600_000,
	waitTime: 50_000,
	letters: 10_000,
	partingTime: 2000,
	unfinishedDays: 7,
	unfinishedTime: 3_600_000,
	packages: 10_000,
	packageBytes: 256 * MIB,
	answersOfPackage: 32,
	answers: 10_000,
	buffered: 4 * MIB,
	openLogs: 1000,
	verifyAll: false
};

export function configFrom(env: Readonly<Record<string, string | undefined>>): RelayConfig {
	return {
		...DEFAULTS,
		quota: sizeOf(env.RELAY_QUOTA, 'RELAY_QUOTA') ?? DEFAULTS.quota,
		token: env.RELAY_TOKEN ?? '',
		hosts: listOf(env.RELAY_HOSTS),
		proxy: env.RELAY_PROXY === '1',
		connectionsPerAddress: countOf(env.RELAY_CONNECTIONS, 'RELAY_CONNECTIONS') ?? DEFAULTS.connectionsPerAddress,
		createsPerHour: countOf(env.RELAY_CREATES, 'RELAY_CREATES') ?? DEFAULTS.createsPerHour,
		packages: countOf(env.RELAY_LINKS, 'RELAY_LINKS') ?? DEFAULTS.packages,
		packageBytes: sizeOf(env.RELAY_LINK_BYTES, 'RELAY_LINK_BYTES') ?? DEFAULTS.packageBytes,
		answers: countOf(env.RELAY_ANSWERS, 'RELAY_ANSWERS') ?? DEFAULTS.answers,
		verifyAll: env.RELAY_VERIFY === '1'
	};
}

/** Where to listen; 0 takes any that is free. */
export function portFrom(text: string | undefined, usual: number): number {
	if (text === undefined || text === '') return usual;
	if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535) throw new Error(`PORT is "${text}": give a number up to 65535.`);
	return Number(text);
}

function listOf(text: string | undefined): string[] {
	return (text ?? '')
		.split(',')
		.map((host) => host.trim().toLowerCase())
		.filter(Boolean);
}

function countOf(text: string | undefined, name: string): number | undefined {
	if (text === undefined || text === '') return undefined;
	if (!/^[1-9]\d{0,8}$/.test(text)) throw new Error(`${name} is "${text}": give a whole number above zero.`);
	return Number(text);
}

const UNITS: Record<string, number> = { '': 1, K: 1024, M: MIB, G: 1024 * MIB };

/** Bytes, or with K, M or G after the number. */
function sizeOf(text: string | undefined, name: string): number | undefined {
	if (text === undefined || text === '') return undefined;
	const [, digits, unit] = /^([1-9]\d{0,11})([KMG]?)$/.exec(text) ?? [];
	if (!digits) throw new Error(`${name} is "${text}": give a number of bytes, or a number with K, M or G, as 500M.`);
	return Number(digits) * UNITS[unit ?? '']!;
}
