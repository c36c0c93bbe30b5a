/**
 * The entrance of the console: its page, the sign-in of administrators, and the Management API with their session.
 *
 * It answers at the host of the control environment alone. The sign-in goes through the flow of that environment, which
 * ends at a page of the console, so that there is no second password form; a second factor will be a step of that flow.
 * The session is that of the control environment: a cookie of one host, which no environment's host knows, and from
 * which no token is made. A header and `Sec-Fetch-Site` prove that each call comes from the console's page, because the
 * hosts of environments are of the same site and `SameSite` keeps none of them out. The chosen environment is in the
 * path and is compared with the team at each call. Each act is recorded with the person (`#domain/audit`).
 *
 * Refuses: answers for other origins, tokens for the browser, knowing operations (they belong to their concepts).
 */
export { findConsoleSession, type ConsoleSession } from './console-session.ts'
export { startConsoleSession } from './start-console-session.ts'
export { consoleFiles, type ConsoleFiles } from './console-files.ts'
export type { ConsoleProblem } from './problems.ts'
