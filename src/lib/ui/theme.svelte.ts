import { remembered } from './remembered.ts';

/** Light, dark, or as the system says. Kept per device; it says nothing about anybody. */
export type Theme = 'system' | 'light' | 'dark';

const KEY = 'wb1.theme';

class ThemeChoice {
	#current = $state<Theme>('system');

	get current(): Theme {
		return this.#current;
	}
	set current(theme: Theme) {
		this.#current = theme;
		if (theme === 'system') remembered.forget(KEY);
		else remembered.set(KEY, theme);
		this.#show();
	}

	/** Call once, before the first paint. */
	restore(): void {
		const stored = remembered.get(KEY);
		this.#current = stored === 'light' || stored === 'dark' ? stored : 'system';
		this.#show();
	}

	#show(): void {
		const { dataset } = document.documentElement;
		if (this.#current === 'system') delete dataset.theme;
		else dataset.theme = this.#current;
	}
}

export const theme = new ThemeChoice();
