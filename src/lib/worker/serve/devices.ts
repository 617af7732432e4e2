/** This person's devices: pairing, recovery on a new machine, and other books they hold. */
import type { DevicesApi } from '../../devices/api.ts';
import type { Desk } from './desk.ts';
import type { Hosts } from './hosts.ts';

export function devicesApi(desk: Desk, hosts: Hosts): DevicesApi {
	return {
		devices: () => desk.device(async () => (await hosts.devices()).list.list()),
		nameDevice: (id, name) => desk.device(async () => (await hosts.devices()).list.name(id, name)),
		revokeDevice: (id) =>
			desk.device(async () => {
				const { list, today } = await hosts.devices();
				return list.revoke(id, today);
			}),
		acknowledgeRecovery: (id) => desk.device(async () => (await hosts.devices()).list.acknowledge(id)),
		offerPairing: (page, name, watch) =>
			desk.device(async () => {
				const { pairing, today } = await hosts.devices();
				return pairing.offer({ page, name, today }, watch);
			}),
		offerMore: (ids, watch) => desk.device(async () => (await hosts.devices()).pairing.offerMore(ids, watch)),
		otherBooks: () => desk.device(async () => (await hosts.devices()).others.list()),
		syncBooks: (id) => desk.device(async () => (await hosts.devices()).others.sync(id)),
		answerWords: async (same) => (await hosts.devices()).pairing.answerWords(same),
		choosePassphrase: async (passphrase) => (await hosts.devices()).pairing.choosePassphrase(passphrase),
		cancelPairing: async () => (await hosts.devices()).pairing.cancel(),
		joinBooks: (input, watch) => desk.device(async () => (await hosts.devices()).pairing.join(input, watch)),
		recoverBooks: (input, watch) =>
			desk.device(async () => {
				const { recovery, today } = await hosts.devices();
				return recovery.recover(input, watch, today);
			})
	};
}
