/** Short notices that something happened. What needs an answer belongs in a Banner or a Dialog. */
export interface Toast {
	id: number;
	tone: 'info' | 'success' | 'danger';
	text: string;
	action?: { label: string; run: () => void };
}

const READING_TIME = 7000;

class Toasts {
	all = $state.raw<Toast[]>([]);
	#next = 0;

	/** Shows a notice; one with an action, or a danger, stays until dismissed. */
	show(text: string, options: { tone?: Toast['tone']; action?: Toast['action'] } = {}): number {
		const toast: Toast = { id: ++this.#next, tone: options.tone ?? 'info', text, ...(options.action && { action: options.action }) };
		this.all = [...this.all.slice(-3), toast];
		if (!toast.action && toast.tone !== 'danger') setTimeout(() => this.dismiss(toast.id), READING_TIME);
		return toast.id;
	}
	success(text: string) {
		return this.show(text, { tone: 'success' });
	}
	danger(text: string) {
		return this.show(text, { tone: 'danger' });
	}
	dismiss(id: number) {
		this.all = this.all.filter((toast) => toast.id !== id);
	}
	clear() {
		this.all = [];
	}
}

export const toasts = new Toasts();
