/** A stored row of records or of the outbox does not open: everything derived is to be made again from the log. */
export class RowsDamaged extends Error {}
