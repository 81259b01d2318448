import { TableTbody, TableTd, TableTh, TableThead, TableTr } from '@mantine/core';
import { TableFrame } from '@/components/admin/table-frame';
import classes from './how-we-calculate.module.css';
import { DIFFERENCES, PRODUCTS } from './product-differences';

/** What each product says to the questions on which MRR depends. */
export function ProductTable() {
  return (
    <TableFrame label="What each product counts" minWidth={860}>
      <TableThead>
        <TableTr>
          <TableTh>Question</TableTh>
          {PRODUCTS.map((product) => (
            <TableTh key={product}>{product}</TableTh>
          ))}
        </TableTr>
      </TableThead>
      <TableTbody>
        {DIFFERENCES.map(({ question, answers }) => (
          <TableTr key={question}>
            <TableTd className={classes.name}>{question}</TableTd>
            {answers.map((answer, index) => (
              <TableTd key={PRODUCTS[index]}>{answer}</TableTd>
            ))}
          </TableTr>
        ))}
      </TableTbody>
    </TableFrame>
  );
}
