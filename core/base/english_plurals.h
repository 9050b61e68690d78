#pragma once

#include <QTranslator>

namespace outcrop {

// The texts of the program are English and say "%n blocks"; this one says "1 block". Languages have
// such forms in their translations.
class EnglishPlurals : public QTranslator
{
public:
    using QTranslator::QTranslator;

    bool isEmpty() const override { return false; }
    QString translate(const char *context, const char *source, const char *remark,
                      int count) const override;
};

} // namespace outcrop
