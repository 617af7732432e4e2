/** Lies in every backup, for whoever opens one with nothing of ours at hand. */
export const READ_ME = `This is a backup of Waxbill books (format waxbill-backup, version 1).

To bring the books back: open Waxbill, choose "Restore a backup", pick the .age file, and type the recovery code or the passphrase.

What lies here
  backup.json                    what is inside, the recovery seed, and the keys of every workspace: whoever has this file can read all of it
  workspaces/ID/log/POSITION     the sealed log, byte for byte: { length 4, entry }* in log order, big-endian
  workspaces/ID/blobs/ADDRESS    sealed files: address 32, epoch 4, salt 16, { length 4, chunk }*
  SHA256SUMS                     check with: sha256sum -c SHA256SUMS

How an entry is laid out, and how it is opened with the keys in backup.json (XChaCha20-Poly1305, BLAKE2b), is written in sync-server/README.md
and src/lib/exchange/backup/README.md of Waxbill's source, which is free software (AGPL-3.0-or-later).
`;
