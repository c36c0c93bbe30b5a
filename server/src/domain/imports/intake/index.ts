/**
 * Turns files as other programs write them into the one form that is stored and read: rows of text in UTF-8. A file
 * that is not text is refused here, before anything is stored, with a message that names what to send instead. Owns no
 * table.
 */
export { readFile } from './read-file.ts'
