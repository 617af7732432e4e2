/**
 * Version of the rules by which operations are folded: the guard's limits (guard.ts), the folds of each record type, and what of the log they see.
 * Raised with every change by which the same log comes to other rows. Rows made by another version are made again from the log at the next start:
 * what an earlier program refused is judged anew, and what it took is too, so that each device has what a new one would have.
 *
 *     1    takeovers of series are told by whoever took them
 *     2    members and devices are named by themselves and by admins
 *     3    documents of every kind, bills, bank lines: what is made of what, and by whose payment it is settled
 *     4    of what two devices used up twice nothing is left, where it was less than nothing; a second receipt is let go with its end
 *     5    rows say the rate stored with a document, and which of its instalments are open
 *     6    projects, tasks and time; what an invoice bills of it, and of costs that were cancelled
 *     7    documents that were issued elsewhere
 *     8    keys by which documents prove themselves, and signatures made with them
 */
export const RULES_VERSION = 8;
