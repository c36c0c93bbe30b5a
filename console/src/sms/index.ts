/** Text messages of an environment: the provider, its limits, a test before anything is saved, and what became of them. */
export { smsPage } from './sms-page.tsx'
export { smsMessagesPage } from './sms-messages-page.tsx'
