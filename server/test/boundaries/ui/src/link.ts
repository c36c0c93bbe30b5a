import { useRouter } from '@tanstack/react-router'
export const uiKnowsNoRouter = useRouter
