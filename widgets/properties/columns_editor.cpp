#include "widgets/properties/columns_editor.h"

#include "core/catalog/value_text.h"
#include "widgets/properties/calm_combo_box.h"
#include "widgets/properties/columns_popup.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QScreen>

#include <functional>

namespace outcrop {

namespace {

// Looks and opens like a combo box; what opens is another's.
class PopupBox : public CalmComboBox
{
public:
    explicit PopupBox(std::function<void()> open) : m_open(std::move(open)) {}
    void showPopup() override { m_open(); }

private:
    std::function<void()> m_open;
};

} // namespace

ColumnsEditor::ColumnsEditor(const AttributeSpec &spec, Style &style, QWidget *parent)
    : AttributeEditor(spec, parent), m_style(style), m_box(new PopupBox([this] { openPopup(); }))
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_box);
    setField(m_box);
}

void ColumnsEditor::say(const QString &text)
{
    m_box->clear();
    m_box->addItem(text);
    m_box->setToolTip(text);
}

void ColumnsEditor::showValue(const AttributeValue &value)
{
    m_value = value;
    const auto *names = value.as<AttributeValue::List>();
    if (!names) {
        say(formatValue(value));
        return;
    }
    const QString list = valueText(spec().kinds, value);
    say(names->isEmpty() ? tr("no column") : list.mid(1, list.size() - 2));
}

void ColumnsEditor::showSeveral()
{
    m_value = AttributeValue(AttributeValue::List{});
    say(severalValues());
}

void ColumnsEditor::setColumns(const QVector<ColumnFacts> &columns)
{
    m_columns = columns;
    if (m_popup)
        m_popup->showColumns(columns);
}

void ColumnsEditor::openPopup()
{
    auto *popup = new ColumnsPopup(m_columns, m_value, m_style, this);
    m_popup = popup;
    connect(popup, &ColumnsPopup::given, this, [this](const AttributeValue &value) {
        showValue(value);
        emit given(value, Giving::Typing);
    });
    const QScreen *screen = m_box->screen();
    const QRect room = screen->availableGeometry();
    QPoint at = m_box->mapToGlobal(QPoint(m_box->width() - popup->width(), m_box->height() + 2));
    at.setX(qBound(room.left(), at.x(), room.right() + 1 - popup->width()));
    if (at.y() + popup->height() > room.bottom())
        at.setY(qMax(room.top(), m_box->mapToGlobal(QPoint()).y() - popup->height() - 2));
    popup->move(at);
    popup->show();
}

} // namespace outcrop
