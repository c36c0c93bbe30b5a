import { EmptyState } from '@gatehouse/ui'
import { Button, Progress } from '@mantine/core'
import { IconCircleCheck, IconCircleDashed, IconPlayerPlay } from '@tabler/icons-react'
import { inboxAt, paths } from '../paths.ts'
import { useAnswer } from '../shell/api.ts'
import { useHere, usePlace } from '../shell/place.tsx'
import classes from './home.module.css'
import { PutAway } from './put-away.tsx'
import { texts } from './texts.ts'
import { useSteps, type Step } from './use-steps.ts'

/** The steps of a new environment, each with where it is done; ends when all are. */
export function Checklist({ isLiving }: { readonly isLiving: boolean }) {
  const steps = useSteps()
  const { checklist } = useAnswer('getChecklist')
  if (checklist.is_done) {
    return (
      <EmptyState title={texts.allDone} action={<PutAway isAway={false} />}>
        {texts.allDoneText}
      </EmptyState>
    )
  }
  const done = steps.filter(({ isDone }) => isDone).length
  const next = steps.find(({ isDone }) => !isDone)
  return (
    <div className={classes['setup']}>
      <section aria-label={texts.steps}>
        <header className={classes['stepsHead']}>
          <h2>{texts.steps}</h2>
          <span className="quiet small">{texts.progress(done, steps.length)}</span>
          {isLiving && <PutAway isAway={false} />}
        </header>
        <p className="quiet small">{texts.setUpLead}</p>
        <Progress
          value={(done / steps.length) * 100}
          size={5}
          mt="sm"
          aria-label={texts.progress(done, steps.length)}
        />
        <ul className={classes['steps']}>
          {steps.map((step) => (
            <StepRow key={step.code} step={step} isNext={step === next} />
          ))}
        </ul>
      </section>
      <Aside />
    </div>
  )
}

function StepRow({ step, isNext }: { readonly step: Step; readonly isNext: boolean }) {
  const Icon = step.isDone ? IconCircleCheck : isNext ? IconPlayerPlay : IconCircleDashed
  return (
    <li data-next={isNext} data-done={step.isDone}>
      <Icon size={20} stroke={1.5} aria-hidden="true" />
      <div>
        <h3>
          {step.isDone ? <s>{step.title}</s> : step.title}
          {step.isDone && <span className="visually-hidden"> ({texts.done})</span>}
        </h3>
        <p className="quiet">{step.text}</p>
      </div>
      {step.act && (
        <Button component="a" size="compact-sm" href={step.act.href} aria-label={`${step.act.label}: ${step.title}`}>
          {step.act.label}
        </Button>
      )}
    </li>
  )
}

/** The cards beside the steps; a production environment has no playground. */
function Aside() {
  const place = usePlace()
  const { environment } = useHere()
  if (environment.is_production) return null
  return (
    <div className={classes['aside']}>
      <div className={classes['well']}>
        <h2>{texts.tryTitle}</h2>
        <p className="quiet">{texts.tryText}</p>
        <Button component="a" variant="filled" fullWidth href={paths.trySignIn(place)}>
          {texts.tryAct}
        </Button>
      </div>
      <div className={classes['well']}>
        <h2>{texts.inbox}</h2>
        <p className="quiet">{texts.inboxText(environment.name)}</p>
        <a className="link" href={inboxAt(environment)}>
          {texts.inboxAct}
        </a>
      </div>
    </div>
  )
}
