import { createRawSnippet, flushSync, mount, unmount } from 'svelte';
import { expect, test } from 'vitest';
import Dialog from './Dialog.svelte';

const words = createRawSnippet(() => ({ render: () => '<p>Sure?</p>' }));
function trigger(): HTMLButtonElement {
	document.body.replaceChildren();
	const button = document.createElement('button');
	document.body.append(button);
	button.focus();
	return button;
}
function show() {
	const dialog = mount(Dialog, { target: document.body, props: { open: true, title: 'Sure?', children: words } });
	flushSync();
	expect(document.querySelector('dialog')!.contains(document.activeElement)).toBe(true);
	return dialog;
}

test('the focus goes back to where it was when the dialog is taken out of the page', async () => {
	const button = trigger();
	await unmount(show());
	expect(document.activeElement).toBe(button);
});

test('and stays where it was put meanwhile', async () => {
	trigger();
	const elsewhere = document.createElement('button');
	document.body.append(elsewhere);
	const dialog = show();
	document.querySelector('dialog')!.close();
	elsewhere.focus();
	await unmount(dialog);
	expect(document.activeElement).toBe(elsewhere);
});
