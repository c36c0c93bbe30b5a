/** The way to the mail of an environment, which its own host shows. */
export { inboxPage } from './inbox-page.tsx'
