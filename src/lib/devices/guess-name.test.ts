import { expect, it } from 'vitest';
import { guessDeviceName } from './guess-name.ts';

it.each([
	['Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15', 0, 'iPhone'],
	['Mozilla/5.0 (Linux; Android 16; Pixel 9) AppleWebKit/537.36 Chrome/140 Mobile Safari/537.36', 5, 'Android phone'],
	['Mozilla/5.0 (Linux; Android 16; SM-X910) AppleWebKit/537.36 Chrome/140 Safari/537.36', 5, 'Android tablet'],
	['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15', 0, 'Mac'],
	['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15', 5, 'iPad'],
	['Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36', 0, 'Windows computer'],
	['Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36', 0, 'Linux computer'],
	['', 0, 'Browser']
])('%s', (userAgent, touchPoints, name) => expect(guessDeviceName(userAgent, touchPoints)).toBe(name));
