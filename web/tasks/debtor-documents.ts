import { graphql } from '../graphql/generated/index.ts';

export const AddTaskDebtorsDocument = graphql(`
  mutation AddTaskDebtors($taskId: ID!, $debtors: [TaskDebtorInput!]!) {
    addTaskDebtors(taskId: $taskId, debtors: $debtors) { __typename ... on Task { id ...Task_parts } ... on TaskDebtorsInvalid { problems { field code } } ... on TaskChangedMeanwhile { current { id ...Task_parts } } }
  }
`);
