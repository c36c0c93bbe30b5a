/**
 * The demo: a product that fills a new development environment, so that every page has something to show.
 *
 * It is made once, in an environment and a business that hold nothing of their own, and never in production. Everything that
 * it makes is written down, so that it can be taken away again and nothing else goes with it. Nobody in it has a password,
 * and all addresses end in `.example`, where no mail arrives. Content is the same each time; times count back from now.
 * Owns `demos` and `demo_items`, and writes the past of what it made: times of users and memberships, and events.
 */
export { fillDemo, type FilledDemo } from './fill-demo.ts'
export type { DemoProblem } from './problems.ts'
