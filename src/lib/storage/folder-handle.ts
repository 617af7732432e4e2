/**
 * Where the handle of a folder the user picked is kept: only a browser's own database can hold one, and it cannot be sealed. Its name is all that
 * can be read of it without the user's leave. A database of its own, because the others hold bytes alone.
 */
import { OneValue } from './one-value.ts';

const FOLDER = new OneValue<FileSystemDirectoryHandle>('wb1-folder', 'handle');

export const keptFolder = (): Promise<FileSystemDirectoryHandle | undefined> => FOLDER.get();
export const keepFolder = (handle: FileSystemDirectoryHandle): Promise<void> => FOLDER.put(handle);
export const forgetFolder = (): Promise<void> => FOLDER.forget();
