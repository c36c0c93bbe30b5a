/**
 * Mail and text messages for people who build: what is or would be sent, with its codes ready to copy, as a page and as
 * JSON.
 *
 * Invariants: open without credentials to this very machine only, and only in environments for development; to all
 * others with the inbox token, or with a cookie that a browser got for it. No other site reads it, nor frames it. Mail is shown as a document without scripts.
 * Production has none once mail goes out from it.
 *
 * Refuses: sending, deleting, and any environment but that of the host.
 */
export { mayReadInbox, type InboxRequest } from './access.ts'
