/**
 * Signing up: the pages on which somebody new says who they are and chooses a password. The order of steps is the
 * engine's; `#flows/signin` serves these pages along with its own, since both are one conversation.
 */
export { ProfilePage } from './pages/profile-page.tsx'
export { RegisterPage, type RegisterProblem } from './pages/register-page.tsx'
