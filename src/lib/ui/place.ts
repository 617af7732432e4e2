import type { Attachment } from 'svelte/attachments';

interface Placement {
	/** What the popover hangs on. */
	anchor: () => HTMLElement | undefined;
	align?: 'start' | 'end';
	/** At least as wide as the anchor. */
	match?: boolean;
}

/**
 * Keeps an open popover beside its anchor: below it, or above where there is more room. Popovers live in the top layer, so no
 * scrolling box cuts them off, and their place has to be told.
 */
export function place({ anchor, align = 'start', match = false }: Placement): Attachment<HTMLElement> {
	return (popover) => {
		const move = () => {
			const box = anchor()?.getBoundingClientRect();
			if (!box) return;
			const gap = 4;
			const below = innerHeight - box.bottom - gap * 2;
			const above = box.top - gap * 2;
			const upward = below < Math.min(popover.scrollHeight, 280) && above > below;
			popover.style.maxBlockSize = `${Math.max(120, Math.min(384, upward ? above : below))}px`;
			if (match) popover.style.minInlineSize = `${box.width}px`;
			const width = popover.offsetWidth;
			// Without the scrollbar.
			const room = document.documentElement.clientWidth;
			const rightToLeft = getComputedStyle(popover).direction === 'rtl';
			const wanted = (align === 'end') === rightToLeft ? box.left : box.right - width;
			popover.style.left = `${Math.max(gap, Math.min(wanted, room - width - gap))}px`;
			popover.style.top = upward ? 'auto' : `${box.bottom + gap}px`;
			popover.style.bottom = upward ? `${innerHeight - box.top + gap}px` : 'auto';
		};
		const follow = () => {
			if (popover.matches(':popover-open')) move();
		};
		const toggled = (event: Event) => {
			if ((event as ToggleEvent).newState === 'open') move();
		};
		// Not inside the observer's own turn, which the browser would report as a loop.
		const grown = new ResizeObserver(() => requestAnimationFrame(follow));
		grown.observe(popover);
		popover.addEventListener('toggle', toggled);
		addEventListener('scroll', follow, { capture: true, passive: true });
		addEventListener('resize', follow);
		return () => {
			grown.disconnect();
			popover.removeEventListener('toggle', toggled);
			removeEventListener('scroll', follow, { capture: true });
			removeEventListener('resize', follow);
		};
	};
}
