/**
 * Files as other programs write them, made into the one form that is kept and read: rows of text in UTF-8. What is no text
 * at all is refused here, before anything is stored, with a sentence that says what to send instead. Owns no table.
 */
export { readFile } from './read-file.ts'
