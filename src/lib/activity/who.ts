/** What people and devices are called. */
import type { Person } from './api.ts';
import { t } from './words.ts';

export class People {
	readonly all: readonly Person[];
	readonly #of = new Map<string, { person: Person; device: Person['devices'][number] }>();

	constructor(all: readonly Person[]) {
		this.all = all;
		for (const person of all) for (const device of person.devices) this.#of.set(device.id, { person, device });
	}

	/** Whoever signed: the device where there is one member only, else both. */
	author(id: string): string {
		const found = this.#of.get(id);
		if (!found) return t('stranger', { id: id.slice(0, 8) });
		const device = this.device(id);
		return this.all.length > 1 ? t('putTogether', { member: this.#nameOf(found.person), device }) : device;
	}

	device(id: string): string {
		const device = this.#of.get(id)?.device;
		if (!device) return t('stranger', { id: id.slice(0, 8) });
		if (device.isRecovery) return t('recoveryCode');
		const name = device.name || t('device', { id: id.slice(0, 8) });
		return device.isThis ? `${name} (${t('thisDevice')})` : name;
	}

	member(id: string): string {
		const person = this.all.find(({ member }) => member === id);
		return person ? this.#nameOf(person) : t('member', { id: id.slice(0, 8) });
	}

	/** For a filter: each member where there are several, else each device. */
	get choices(): { value: string; label: string; devices: string[] }[] {
		if (this.all.length > 1)
			return this.all.map((person) => ({
				value: person.member,
				label: this.#nameOf(person),
				devices: person.devices.map(({ id }) => id)
			}));
		return (this.all[0]?.devices ?? [])
			.filter(({ isRecovery }) => !isRecovery)
			.map(({ id }) => ({ value: id, label: this.device(id), devices: [id] }));
	}

	#nameOf({ name, isMe, member }: Person): string {
		return name || (isMe ? t('me') : t('member', { id: member.slice(0, 8) }));
	}
}
