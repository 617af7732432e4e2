/** Characters of a reference, a note or a reason. */
export const TEXT_LIMIT = 200;
