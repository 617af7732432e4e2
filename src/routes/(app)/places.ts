/** Where the main menu leads: sections, and the places within. Narrow screens show the sections first, then the places of the one they are in. */
import Banknote from '@lucide/svelte/icons/banknote';
import BellRing from '@lucide/svelte/icons/bell-ring';
import ChartColumn from '@lucide/svelte/icons/chart-column';
import ClipboardList from '@lucide/svelte/icons/clipboard-list';
import Clock from '@lucide/svelte/icons/clock';
import FileText from '@lucide/svelte/icons/file-text';
import FolderKanban from '@lucide/svelte/icons/folder-kanban';
import House from '@lucide/svelte/icons/house';
import Landmark from '@lucide/svelte/icons/landmark';
import NotepadText from '@lucide/svelte/icons/notepad-text';
import Package from '@lucide/svelte/icons/package';
import PackageCheck from '@lucide/svelte/icons/package-check';
import Repeat from '@lucide/svelte/icons/repeat';
import Receipt from '@lucide/svelte/icons/receipt';
import ReceiptText from '@lucide/svelte/icons/receipt-text';
import Settings from '@lucide/svelte/icons/settings';
import ShoppingBag from '@lucide/svelte/icons/shopping-bag';
import Truck from '@lucide/svelte/icons/truck';
import Users from '@lucide/svelte/icons/users';
import { resolve } from '$app/paths';
import type { Icon } from '#lib/ui/icon.ts';
import type { navigation } from './messages/navigation.en.ts';

export interface Place {
	/** Resolved. */
	href: string;
	label: keyof typeof navigation;
	icon: Icon;
	/** Other pages that belong to it. */
	also?: readonly string[];
}

export interface Section {
	label: keyof typeof navigation;
	icon: Icon;
	/** The first is where the section begins; a section of one place is that place. */
	places: readonly Place[];
}

export const sections: readonly Section[] = [
	{ label: 'home', icon: House, places: [{ href: resolve('/home'), label: 'home', icon: House }] },
	{
		label: 'sales',
		icon: FileText,
		places: [
			{ href: resolve('/invoices'), label: 'invoices', icon: FileText },
			{ href: resolve('/estimates'), label: 'estimates', icon: NotepadText },
			{ href: resolve('/recurring'), label: 'recurring', icon: Repeat },
			{ href: resolve('/reminders'), label: 'reminders', icon: BellRing },
			{ href: resolve('/deliveries'), label: 'deliveries', icon: PackageCheck },
			{ href: resolve('/payments'), label: 'payments', icon: Banknote, also: [resolve('/receipts')] },
			{ href: resolve('/clients'), label: 'clients', icon: Users },
			{ href: resolve('/items'), label: 'items', icon: Package }
		]
	},
	{
		label: 'purchases',
		icon: ShoppingBag,
		places: [
			{ href: resolve('/bills'), label: 'bills', icon: ReceiptText },
			{ href: resolve('/expenses'), label: 'expenses', icon: Receipt },
			{ href: resolve('/orders'), label: 'orders', icon: ClipboardList },
			{ href: resolve('/suppliers'), label: 'suppliers', icon: Truck }
		]
	},
	{
		label: 'work',
		icon: Clock,
		places: [
			{ href: resolve('/time'), label: 'time', icon: Clock },
			{ href: resolve('/projects'), label: 'projects', icon: FolderKanban }
		]
	},
	{
		label: 'money',
		icon: Landmark,
		places: [
			{ href: resolve('/bank'), label: 'bank', icon: Landmark },
			{ href: resolve('/reports'), label: 'reports', icon: ChartColumn }
		]
	},
	{ label: 'settings', icon: Settings, places: [{ href: resolve('/settings'), label: 'settings', icon: Settings }] }
];
