import { ConfirmDialog } from '@gatehouse/ui'
import { useAction } from '../shell/api.ts'
import { useHere } from '../shell/place.tsx'
import { problemText } from '../shell/problem-text.ts'
import { workOf, type Job } from './job-columns.tsx'
import { texts } from './texts.ts'

/** Asks before one job is taken out of the queue. */
export function DiscardJob({ job, onClose }: { readonly job: Job; readonly onClose: () => void }) {
  const { environment } = useHere()
  const discard = useAction('discardJob', { refresh: ['getJobs'], onDone: onClose })
  return (
    <ConfirmDialog
      isOpen
      title={texts.discardTitle(workOf(job))}
      confirm={texts.discard}
      keep={texts.keep}
      problem={discard.error ? problemText(discard.error, texts.problems) : undefined}
      isProduction={environment.is_production}
      isBusy={discard.isPending}
      onConfirm={() => discard.mutate({ parameters: { job_id: job.id } })}
      onClose={onClose}
    >
      {texts.discardLoss}
    </ConfirmDialog>
  )
}
