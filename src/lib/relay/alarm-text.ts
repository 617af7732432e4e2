/** An alarm in words, with the one thing that mends it. Pure. */
import { catalogue } from '../ui/i18n.svelte.ts';
import type { AlarmLevel, SyncAlarm } from './api.ts';
import { alarms } from './messages/alarms.en.ts';

const t = catalogue(alarms);

/** What a click on an alarm does. Several are offered where a person has to choose. */
export type Remedy =
	| 'restore'
	| 'fork-mine'
	| 'fork-theirs'
	| 'export'
	| 'retry'
	| 'reload'
	| 'follow'
	| 'move'
	| 'upload'
	| 'leave'
	| 'admit'
	| 'settings'
	| 'list'
	| 'dismiss';

export interface AlarmWords {
	title: string;
	text: string;
	/** The main one first. */
	remedies: { remedy: Remedy; label: string }[];
}

/** @param size a number of bytes as a person reads it */
export function alarmWords({ alarm, device, isTeam }: SyncAlarm, size: (bytes: number) => string): AlarmWords {
	const words = (title: string, text: string, ...remedies: [Remedy, string][]): AlarmWords => ({
		title,
		text,
		remedies: remedies.map(([remedy, label]) => ({ remedy, label }))
	});
	const retry: [Remedy, string] = ['retry', t('retry')];
	switch (alarm.kind) {
		case 'fork':
			return words(t('forkTitle'), device ? t('forkSeen', { device }) : t('forkText'), ['settings', t('forkDo')], ['export', t('export')]);
		case 'copy':
			return words(t('copyTitle'), t('copyText'), ['admit', t('admittedDo')], ['export', t('export')]);
		case 'newer-version':
			return words(t('newerTitle'), t('newerText', { n: alarm.n + 1 }), ['reload', t('reload')], ['export', t('export')]);
		case 'regression': {
			const { relay, here } = alarm;
			const lost = relay === 0 ? t('regressionWiped', { here }) : t('regressionText', { relay, here });
			return words(t('regressionTitle'), `${lost} ${t('regressionMeans')}`, ['restore', t('regressionDo')]);
		}
		case 'withheld':
			return words(t('withheldTitle'), t('withheldText', { relay: alarm.relay, known: alarm.known }), retry, ['settings', t('settings')]);
		case 'moved':
			return alarm.to === undefined
				? words(t('movedTitle'), t('movedNowhere'), ['settings', t('settings')])
				: words(t('movedTitle'), t('movedText', { to: alarm.to.replace(/^https:\/\//, '') }), ['follow', t('movedDo')]);
		case 'deleted':
			return words(t('deletedTitle'), t('deletedText'), ['leave', t('deletedLeave')], ['upload', t('deletedUpload')]);
		case 'not-admitted':
			if (isTeam) return words(t('outTitle'), t('outText'), ['admit', t('admittedDo')], ['export', t('export')]);
			return words(t('admittedTitle'), t('admittedText'), ['admit', t('admittedDo')], ['export', t('export')]);
		case 'quota': {
			const text = t('quotaText', { used: size(alarm.used), quota: size(alarm.quota) });
			return words(t('quotaTitle'), text, retry, ['move', t('quotaDo')]);
		}
		case 'no-key':
			return words(t('keyTitle'), t('keyText'), ['admit', t('admittedDo')], ['export', t('export')]);
		case 'refused':
			return words(t('refusedTitle'), t('refusedText', { code: alarm.code }), retry);
		case 'relay-version':
			return words(t('versionTitle'), t('versionText', { version: alarm.version }), ['reload', t('reload')], retry);
		case 'token':
			return words(t('tokenTitle'), t('tokenText'), ['settings', t('settings')]);
		case 'storage':
			return words(t('storageTitle'), t(alarm.why === 'full' ? 'storageFull' : 'storageText'), retry, ['reload', t('reload')]);
		case 'false-files':
			return words(t('falseFilesTitle', { count: alarm.count }), t('falseFilesText', { count: alarm.count }), retry, [
				'move',
				t('quotaDo')
			]);
		case 'files-full':
			return words(t('filesFullTitle'), t('filesFullText', { count: alarm.count }), retry, ['move', t('quotaDo')]);
		case 'files-refused':
			return words(t('filesRefusedTitle'), t('filesRefusedText', { count: alarm.count }), retry, ['export', t('export')]);
		case 'misbehaves':
			return words(t('misbehavesTitle'), t('misbehavesText', { what: t(alarm.what) }), retry);
		case 'clock': {
			const count = Math.abs(alarm.days);
			return words(t('clockTitle'), t(alarm.days > 0 ? 'clockAhead' : 'clockBehind', { count }));
		}
		case 'followed':
			return words(
				t('followedTitle'),
				t('followedText', { n: alarm.n + 1, device: device || t('signatureUnknown') }),
				['list', t('followedShow')],
				['dismiss', t('dismiss')]
			);
		case 'outbox-damaged':
			return words(t('damagedTitle', { count: alarm.count }), t('damagedText', { count: alarm.count }), ['list', t('damagedDo')]);
		case 'bad-signature':
			return words(t('signatureTitle'), t('signatureText', { n: alarm.n + 1, device: device || t('signatureUnknown') }));
		case 'quarantined':
			return words(t('quarantinedTitle'), t('quarantinedText', { count: alarm.count }), ['list', t('quarantinedDo')]);
	}
}

const TONES: Record<AlarmLevel, 'danger' | 'warning' | 'info'> = { stop: 'danger', act: 'warning', note: 'info' };

export function toneOf(level: AlarmLevel) {
	return TONES[level];
}
