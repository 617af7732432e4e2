/** Name and handle of a virtual payment address, as the apps of India's UPI take it (NPCI, UPI Linking Specifications 1.6). */
const ADDRESS = /^[A-Za-z0-9._-]{2,255}@[A-Za-z][A-Za-z0-9.-]{1,63}$/;

export function isUpiAddress(text: string): boolean {
	return ADDRESS.test(text);
}
