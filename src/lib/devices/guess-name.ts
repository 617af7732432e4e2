/** What a device might be called, from what its browser says of itself. For the person to change. */
const SYSTEMS: readonly [RegExp, string][] = [
	[/iPhone/, 'iPhone'],
	[/iPad/, 'iPad'],
	[/Android.*Mobile/, 'Android phone'],
	[/Android/, 'Android tablet'],
	[/Mac OS X|Macintosh/, 'Mac'],
	[/Windows/, 'Windows computer'],
	[/CrOS/, 'Chromebook'],
	[/Linux/, 'Linux computer']
];

export function guessDeviceName(userAgent: string, touchPoints = 0): string {
	const system = SYSTEMS.find(([pattern]) => pattern.test(userAgent))?.[1] ?? 'Browser';
	// An iPad asks for the pages of a Mac.
	return system === 'Mac' && touchPoints > 1 ? 'iPad' : system;
}
