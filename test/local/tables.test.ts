import { Template } from 'aws-cdk-lib/assertions';
import { expect, test } from 'vitest';
import { tableDefinitions } from '../../local/store/tables.ts';
import { build, resources } from '../synth/synthesis.ts';

type Schema = {
  KeySchema: object;
  AttributeDefinitions: { AttributeName: string }[];
  GlobalSecondaryIndexes?: object[];
};

const shapeOf = ({ KeySchema, AttributeDefinitions, GlobalSecondaryIndexes = [] }: Schema) => ({
  keys: KeySchema,
  attributes: AttributeDefinitions.toSorted((a, b) => a.AttributeName.localeCompare(b.AttributeName)),
  indexes: GlobalSecondaryIndexes,
});

test('the tables on this machine have the keys and indexes of the stack', () => {
  const stack = Object.values(resources(Template.fromStack(build().stack), 'AWS::DynamoDB::GlobalTable'));
  const deployed = stack.map(({ Properties }) => shapeOf(Properties as Schema));
  expect(deployed).toHaveLength(tableDefinitions.length);
  for (const definition of tableDefinitions) expect(deployed).toContainEqual(shapeOf(definition));
});
