/**
 * What would be lost if this device were gone now, and what stands between the books and that loss. Pure: told what is, it says what to say.
 *
 * Days are compared only to choose a sentence. A day that lies ahead, because a clock was set back, counts as today.
 */
export interface SafetyFacts {
	/** The browser has promised not to throw the books away when the disk runs short. */
	persisted: boolean;
	/** Bytes, as the browser estimates them; absent where it does not say. */
	used?: number | undefined;
	allowed?: number | undefined;
	/** The newest one that was read back and found whole. */
	backup?: { /** ISO 8601 */ at: string; changesSince: number } | undefined;
	kit: { pending: boolean; /** Calendar date. */ drilled?: string | undefined };
	/** Other devices that hold these books. */
	devices: number;
	/** A relay that is connected or was when last seen, and shows no alarm: changes it does not have yet. */
	relay?: { waiting: number } | undefined;
	/** Calendar date. */
	today: string;
}

export type SafetyPart = 'backup' | 'kit' | 'storage' | 'room' | 'devices';
/** `advice` can wait, `risk` should not. */
export type SafetyTone = 'good' | 'advice' | 'risk';
export type LossKey = 'lossAll' | 'lossNoCode' | 'lossSince' | 'lossNothing' | 'lossOtherDevice' | 'lossRelay' | 'lossRelayWaiting';
export type FindingKey =
	| 'backupNone'
	| 'backupBehind'
	| 'backupOld'
	| 'backupWhole'
	| 'kitPending'
	| 'kitUntried'
	| 'kitLongAgo'
	| 'kitTried'
	| 'storageKept'
	| 'storageLoose'
	| 'roomPlenty'
	| 'roomLow'
	| 'roomUnknown'
	| 'devicesNone'
	| 'devicesNoneBackup'
	| 'devicesRelay'
	| 'devicesRelayNoCode'
	| 'devicesSome';

export interface SafetyFinding {
	part: SafetyPart;
	tone: SafetyTone;
	says: FindingKey;
}
export interface Safety {
	loss: LossKey;
	/** The worst of what was found. */
	tone: SafetyTone;
	/** The order they are worth mending in. */
	findings: SafetyFinding[];
}

/** Days after which a backup, though nothing has changed since, should be found again, and after which the code should be typed again. */
const BACKUP_DAYS = 30;
const DRILL_DAYS = 180;
/** A year of invoices with attachments; below it a save may soon find the disk full. */
export const LITTLE_ROOM = 64 * 1024 * 1024;

const RANK: Record<SafetyTone, number> = { good: 0, advice: 1, risk: 2 };

export function safetyOf(facts: SafetyFacts): Safety {
	const findings: SafetyFinding[] = [
		{ part: 'backup', ...backupFinding(facts) },
		{ part: 'kit', ...kitFinding(facts) },
		{ part: 'storage', ...(facts.persisted ? found('good', 'storageKept') : found('advice', 'storageLoose')) },
		{ part: 'room', ...roomFinding(facts) },
		{ part: 'devices', ...devicesFinding(facts) }
	];
	const worst = findings.reduce<SafetyTone>((tone, finding) => (RANK[finding.tone] > RANK[tone] ? finding.tone : tone), 'good');
	return { loss: lossOf(facts), tone: worst, findings };
}

function lossOf({ backup, kit, devices, relay }: SafetyFacts): LossKey {
	// What waits is nowhere else, however many devices there are.
	if (relay && relay.waiting > 0 && (devices > 0 || !kit.pending)) return 'lossRelayWaiting';
	if (devices > 0) return 'lossOtherDevice';
	// A new device gets the books from there with the recovery code alone.
	if (relay && !kit.pending) return 'lossRelay';
	if (!backup) return 'lossAll';
	// Backups are sealed to the recovery code: without it on paper they open for nobody.
	if (kit.pending) return 'lossNoCode';
	return backup.changesSince > 0 ? 'lossSince' : 'lossNothing';
}

function backupFinding({ backup, devices, relay, kit, today }: SafetyFacts) {
	const elsewhere = devices > 0 || (relay !== undefined && !kit.pending);
	if (!backup) return found(elsewhere ? 'advice' : 'risk', 'backupNone');
	const old = daysBetween(backup.at.slice(0, 10), today) > BACKUP_DAYS;
	if (backup.changesSince > 0) return found(old && !elsewhere ? 'risk' : 'advice', 'backupBehind');
	return old ? found('advice', 'backupOld') : found('good', 'backupWhole');
}

function kitFinding({ kit, today }: SafetyFacts) {
	if (kit.pending) return found('risk', 'kitPending');
	if (!kit.drilled) return found('advice', 'kitUntried');
	return daysBetween(kit.drilled, today) > DRILL_DAYS ? found('advice', 'kitLongAgo') : found('good', 'kitTried');
}

function roomFinding({ used, allowed }: SafetyFacts) {
	if (used === undefined || allowed === undefined) return found('good', 'roomUnknown');
	return allowed - used < LITTLE_ROOM ? found('risk', 'roomLow') : found('good', 'roomPlenty');
}

function devicesFinding({ devices, backup, relay, kit }: SafetyFacts) {
	if (devices > 0) return found('good', 'devicesSome');
	if (relay) return kit.pending ? found('advice', 'devicesRelayNoCode') : found('good', 'devicesRelay');
	return backup ? found('good', 'devicesNoneBackup') : found('advice', 'devicesNone');
}

function found(tone: SafetyTone, says: FindingKey): Omit<SafetyFinding, 'part'> {
	return { tone, says };
}

/** Whole days from one calendar date to another; negative when the first lies ahead. */
function daysBetween(from: string, to: string): number {
	return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}
