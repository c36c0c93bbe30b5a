import { z } from 'zod'
import { ITEM_CODES, type Checklist } from './read-checklist.ts'

export const ChecklistBody = z.strictObject({
  is_put_away: z.boolean().meta({ description: 'For everybody on the team.' }),
})

export const ChecklistView = z.object({
  is_put_away: z.boolean(),
  is_done: z.boolean().meta({ description: 'All items are done.' }),
  items: z.array(z.object({ code: z.enum(ITEM_CODES), is_done: z.boolean() })),
  application: z
    .object({ id: z.string(), name: z.string() })
    .nullable()
    .meta({ description: 'The newest application that people can sign in to.' }),
  email_method: z
    .enum(['email:otp', 'email:password'])
    .meta({ description: 'The method that holds in the environment.' }),
})

export function checklistViewOf(checklist: Checklist): z.input<typeof ChecklistView> {
  const { isPutAway, items, application, emailMethod } = checklist
  return {
    is_put_away: isPutAway,
    is_done: items.every(({ isDone }) => isDone),
    items: items.map(({ code, isDone }) => ({ code, is_done: isDone })),
    application: application ?? null,
    email_method: emailMethod === 'code' ? 'email:otp' : 'email:password',
  }
}
