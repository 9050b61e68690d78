#pragma once

#include "core/catalog/catalog.h"
#include "core/table/table.h"

#include <QWidget>

namespace outcrop {

// What is said of columns that are not known.
struct ColumnsRemark
{
    QString sentence;
    bool isFailure = false;
};

// How a value was given: letters of one field are one step of the history, each choice is its own.
enum class Giving { Typing, Choosing };

// The field of one attribute. Shows a value and says what a person gives; judges nothing.
class AttributeEditor : public QWidget
{
    Q_OBJECT

public:
    explicit AttributeEditor(AttributeSpec spec, QWidget *parent = nullptr);

    const AttributeSpec &spec() const { return m_spec; }

    // Emits nothing. A text that means this value already stays as it was typed.
    virtual void showValue(const AttributeValue &value) = 0;
    virtual void showSeveral() = 0; // The selected blocks have different values.
    virtual void markWrong(bool wrong);
    virtual void setColumns(const QVector<ColumnFacts> &) {}
    virtual void setBaseFolder(const QString &) {}
    virtual bool isWide() const { return false; } // Wants the whole width, below its name.

signals:
    void given(const outcrop::AttributeValue &value, outcrop::Giving giving);

protected:
    // What has the focus and is called after the attribute.
    void setField(QWidget *field);
    QWidget *field() const { return m_field; }

private:
    AttributeSpec m_spec;
    QWidget *m_field = nullptr;
};

// "several values": what a field says where the selected blocks differ.
QString severalValues();

} // namespace outcrop
