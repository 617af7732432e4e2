/** What a passphrase must withstand, and the words exchanged with the thread that estimates it. */
export interface StrengthQuestion {
	turn: number;
	passphrase: string;
	/** Words an attacker would try first: the names of the person and the business. */
	own: string[];
}
export interface StrengthAnswer {
	turn: number;
	/** Powers of ten of guesses needed. */
	guessesLog10: number;
}

/** 0 is no answer; 3 and 4 are accepted. */
export type StrengthLevel = 0 | 1 | 2 | 3 | 4;

/**
 * Who has copied the device can guess without limit. Each guess costs them about a second of one core and 256 MB, so ten thousand cores try
 * some 10⁹ a day: at 10¹⁰ guesses the lock holds for days of that, at 10¹⁴ for centuries.
 */
export function strengthLevel(guessesLog10: number): StrengthLevel {
	if (guessesLog10 >= 14) return 4;
	if (guessesLog10 >= 10) return 3;
	if (guessesLog10 >= 7) return 2;
	return 1;
}

export const ACCEPTED: StrengthLevel = 3;
