/** The device: making it, opening it, and the books on it. */
import type { UnlockApi } from '../../identity/api.ts';
import { forgetFolder } from '../../storage/folder-handle.ts';
import type { DeviceApi } from '../../worker-api.ts';
import { errorOf } from '../results.ts';
import type { Desk } from './desk.ts';

export function deviceApi(desk: Desk): DeviceApi {
	return {
		async status() {
			try {
				return await (await desk.started).status();
			} catch (cause) {
				return { state: 'broken', error: errorOf(cause) };
			}
		},
		create: (input) => desk.device((host) => host.create(input)),
		addWorkspace: (input) => desk.device((host) => host.addWorkspace(input)),
		openWorkspace: (id) => desk.device((host) => host.openWorkspace(id)),
		deleteWorkspace: (id) =>
			desk.device(async (host) => {
				await host.deleteWorkspace(id);
				if (!host.parts.device()) await forgetFolder();
			})
	};
}

export function unlockApi(desk: Desk): UnlockApi {
	return {
		generatePassphrase: async () => (await desk.started).generatePassphrase(),
		confirmRecovery: (code) => desk.device((host) => host.confirmRecovery(code)),
		pendingKit: () => desk.refreshed((host) => host.pendingKit()),
		unlock: (passphrase) => desk.device((host) => host.unlock(passphrase)),
		unlockWithRecovery: (code) => desk.device((host) => host.unlockWithRecovery(code)),
		unlockWithPasskey: (given, passphrase) => desk.device((host) => host.unlockWithPasskey(given, passphrase)),
		changePassphrase: (proof, next) => desk.device((host) => host.methods.changePassphrase(proof, next)),
		unlockMethods: () => desk.refreshed((host) => host.methods.all()),
		addPasskey: (passkey, proof) => desk.device((host) => host.methods.addPasskey(passkey, proof)),
		renewRecovery: (proof) => desk.device((host) => host.renewRecovery(proof)),
		revokeMethod: (id, proof) => desk.device((host) => host.methods.revoke(id, proof)),
		safety: () => desk.refreshed((host) => host.safety())
	};
}
