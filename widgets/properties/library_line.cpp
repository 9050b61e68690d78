#include "widgets/properties/library_line.h"

#include "widgets/style/style.h"

namespace outcrop {

LibraryLine::LibraryLine(const Style &style, QWidget *parent) : QLabel(parent)
{
    setFont(style.small());
    setTextFormat(Qt::PlainText);
    setForegroundRole(QPalette::PlaceholderText);
    setWordWrap(true);
    hide();
}

QSet<QString> LibraryLine::tell(const LibraryThere &library,
                                const QVector<const BlockType *> &types)
{
    QSet<QString> missing;
    QString sentence;
    for (const BlockType *const type : types) {
        if (!isOfLibrary(*type))
            continue;
        const TypeThere there = typeThere(*type, library.catalog);
        missing.unite(there.missing);
        if (there.isMissing)
            sentence = tr("%1 has no %2").arg(library.name(), type->className);
        else if (sentence.isEmpty())
            sentence = tr("As in %1").arg(library.name());
    }
    setText(sentence);
    setVisible(!sentence.isEmpty());
    return missing;
}

} // namespace outcrop
