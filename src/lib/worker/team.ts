/** All of the worker that is about the people of the books, and about joining others: loaded when that is looked at. */
import type { SocketClass } from '../sync/connection.ts';
import type { DeviceHost } from './device-host.ts';
import { TeamHost } from './team-host.ts';
import { TeamJoinHost } from './team-join-host.ts';
import { calendarDay } from './today.ts';

export class Team {
	readonly people: TeamHost;
	readonly joining: TeamJoinHost;

	/** @param onJoined books came to this device */
	constructor(host: DeviceHost, WebSocket: SocketClass, onJoined: () => void) {
		this.people = new TeamHost(host);
		this.joining = new TeamJoinHost(host, WebSocket, { onJoined });
	}

	/** Of this device's day, for what a person reads. */
	get today(): string {
		return calendarDay();
	}
}
