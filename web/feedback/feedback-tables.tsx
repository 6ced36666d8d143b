import { useTranslation } from 'react-i18next';
import { graphql, readFragment, type FragmentType } from '../graphql/generated/index.ts';
import classes from './feedback.module.css';

export const Feedback_secretary = graphql(`fragment Feedback_secretary on SecretaryFeedback { good bad wrongFields secretary { id name } }`);
export const Feedback_customer = graphql(`fragment Feedback_customer on CustomerFeedback { good bad weight customer { id name } }`);

/** How often a secretary's notes were liked, and what was wrong most often. */
export function FeedbackCounts({ of }: { of: FragmentType<typeof Feedback_secretary> }) {
  const { t } = useTranslation('feedback');
  const { good, bad, wrongFields } = readFragment(Feedback_secretary, of);
  return (
    <div className={classes.card}>
      <p className={classes.counts}>
        <span className={classes.good}>{t('desk.goodCount', { count: good })}</span>
        <span className={classes.bad}>{t('desk.badCount', { count: bad })}</span>
      </p>
      {wrongFields.length > 0 && <p className={classes.text}>{t('desk.mostWrong', { fields: wrongFields.slice(0, 3).map(field => t(`fields.${field}`)).join(', ') })}</p>}
    </div>
  );
}

/** All secretaries with their counts; one is picked to be looked at. */
export function SecretaryTable({ secretaries, picked, onPick }: { secretaries: readonly FragmentType<typeof Feedback_secretary>[]; picked: string | null; onPick: (secretaryId: string | null) => void }) {
  const { t } = useTranslation('feedback');
  return (
    <div className={classes.scroll} tabIndex={0} role="region" aria-labelledby="feedback-secretaries">
      <table className={classes.table}>
        <thead><tr><th scope="col">{t('desk.secretary')}</th><th scope="col">{t('desk.goodColumn')}</th><th scope="col">{t('desk.badColumn')}</th></tr></thead>
        <tbody>
          {readFragment(Feedback_secretary, secretaries).map(({ secretary, good, bad }) => (
            <tr key={secretary.id} data-picked={secretary.id === picked || undefined}>
              <th scope="row"><button type="button" className={classes.pick} aria-pressed={secretary.id === picked} onClick={() => onPick(secretary.id === picked ? null : secretary.id)}>{secretary.name}</button></th>
              <td>{good}</td>
              <td>{bad}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** How each customer rated a secretary's notes, and what follows from it. */
export function CustomerTable({ customers }: { customers: readonly FragmentType<typeof Feedback_customer>[] }) {
  const { t } = useTranslation('feedback');
  return (
    <>
      <div className={classes.scroll} tabIndex={0} role="region" aria-labelledby="feedback-customers">
        <table className={classes.table}>
          <thead><tr><th scope="col">{t('desk.customer')}</th><th scope="col">{t('desk.goodColumn')}</th><th scope="col">{t('desk.badColumn')}</th><th scope="col">{t('desk.weight')}</th></tr></thead>
          <tbody>
            {readFragment(Feedback_customer, customers).map(({ customer, good, bad, weight }) => (
              <tr key={customer.id}><th scope="row">{customer.name}</th><td>{good}</td><td>{bad}</td><td>{weight > 0 ? `+${weight}` : weight < 0 ? `−${-weight}` : 0}</td></tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className={classes.quiet}>{t('desk.weightHelp')}</p>
    </>
  );
}
