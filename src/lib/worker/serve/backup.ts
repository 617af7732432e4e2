/** Backups, what is in them, and every stored byte as it lies. */
import type { BackupApi } from '../../exchange/backup/api.ts';
import type { BackupHost } from '../backup-host.ts';
import { answer } from '../results.ts';
import type { Desk } from './desk.ts';
import type { Hosts } from './hosts.ts';

export function backupApi(desk: Desk, hosts: Hosts): BackupApi {
	const backup = <T>(command: (host: BackupHost) => Promise<T> | T) => desk.device(async () => command(await hosts.backups()));
	return {
		rawCopy: () => answer(async () => (await import('../../storage/raw-copy.ts')).copyRaw()),
		backupState: () => backup((host) => host.state()),
		makeBackup: (passphrase, progress) => backup((host) => host.make(passphrase, progress)),
		backupToFolder: (progress) => backup((host) => host.makeInFolder(progress)),
		cancelBackup: () => backup((host) => host.cancel()),
		setBackupFolder: (folder) => backup((host) => host.chooseFolder(folder)),
		backupFolder: () => backup((host) => host.folderHandle()),
		setBackupSchedule: (everyDays) => backup((host) => host.schedule(everyDays)),
		verifyBackup: (file, secret, progress) => backup((host) => host.verify(file, secret, progress)),
		ageIdentity: (code) => answer(async () => (await import('../backup-host.ts')).identityOf(code)),
		lookIntoBackup: (file, secret) =>
			desk.device(async (host) => new (await import('../restore-host.ts')).RestoreHost(host).look(file, secret)),
		restoreBackup: (input, progress) =>
			desk.device(async (host) => new (await import('../restore-host.ts')).RestoreHost(host, hosts.Socket).restore(input, progress))
	};
}
