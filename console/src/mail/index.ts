/** Mail of an environment: its sender, its server, a test before anything is saved, and what makes mail arrive. */
export { mailPage } from './mail-page.tsx'
