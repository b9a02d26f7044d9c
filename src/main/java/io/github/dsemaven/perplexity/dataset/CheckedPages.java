/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.dataset;

import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.page.DataPage;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.io.ParquetDecodingException;

/** Pages of a row group that promise no more values than they can hold: room is made for as many as they promise. */
record CheckedPages(PageReadStore pages) implements PageReadStore {
    @Override
    public PageReader getPageReader(ColumnDescriptor column) {
        PageReader reader = pages.getPageReader(column);
        return new PageReader() {
            @Override
            public DictionaryPage readDictionaryPage() {
                DictionaryPage page = reader.readDictionaryPage();
                if (page != null) {
                    // each text has at least its length
                    check(page.getDictionarySize(), page.getBytes().size() / Integer.BYTES);
                }
                return page;
            }

            @Override
            public long getTotalValueCount() {
                return reader.getTotalValueCount();
            }

            @Override
            public DataPage readPage() {
                DataPage page = reader.readPage();
                if (page != null) {
                    check(page.getValueCount(), getRowCount());
                }
                return page;
            }
        };
    }

    private static void check(long promised, long most) {
        if (promised < 0 || promised > most) {
            throw new ParquetDecodingException("a page with " + promised + " values, of which it can hold " + most);
        }
    }

    @Override
    public long getRowCount() {
        return pages.getRowCount();
    }
}
