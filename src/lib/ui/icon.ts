import type { Component } from 'svelte';

/** An icon of `@lucide/svelte/icons/*`, imported by its own path so that only the icons used are shipped. */
export type Icon = Component<{ size?: number | string; strokeWidth?: number | string; class?: string }>;
