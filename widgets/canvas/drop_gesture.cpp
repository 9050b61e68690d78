#include "widgets/canvas/drop_gesture.h"

#include "core/pipeline/edits.h"
#include "widgets/canvas/gesture_item.h"
#include "widgets/canvas/insertion.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QMimeData>
#include <QUrl>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::DropGesture)
};

const QString &blockTypeFormat()
{
    static const QString format = QStringLiteral("application/x-outcrop-block-type");
    return format;
}

constexpr double insertReach = 24;

} // namespace

QString DropGesture::fileIn(const QMimeData &data)
{
    for (const QUrl &url : data.urls()) {
        const QString suffix = QFileInfo(url.path()).suffix().toLower();
        if (url.isLocalFile() && (suffix == QLatin1String("csv") || suffix == QLatin1String("txt")))
            return url.toLocalFile();
    }
    return {};
}

bool DropGesture::takes(const QMimeData &data)
{
    return data.hasFormat(blockTypeFormat()) || !fileIn(data).isEmpty();
}

const BlockType *DropGesture::typeIn(const QMimeData &data) const
{
    return m_scene.catalog().find(QString::fromUtf8(data.data(blockTypeFormat())));
}

std::optional<Connection> DropGesture::connectionBelow(const BlockType &type, QPointF at) const
{
    const ConnectionsItem::Line *line = m_scene.connections().nearest(at, insertReach);
    if (line && canInsert(type, m_scene.pipeline(), line->connection, m_scene.catalog()))
        return line->connection;
    return {};
}

void DropGesture::move(const QMimeData &data, QPointF at)
{
    m_scene.gestureItem().showCard(at - cardRect().center());
    const BlockType *type = typeIn(data);
    const auto below = type ? connectionBelow(*type, at) : std::nullopt;
    m_scene.highlight(below ? &*below : nullptr);
}

void DropGesture::leave()
{
    m_scene.gestureItem().clear();
    m_scene.highlight(nullptr);
}

BlockId DropGesture::drop(const QMimeData &data, QPointF at)
{
    leave();
    const BlockType *type = typeIn(data);
    if (!type)
        return {};
    const auto below = connectionBelow(*type, at);
    const Insertion added = addBlock(m_scene.pipeline(), *type, at - cardRect().center());
    const BlockId block = added.blocks[0];
    if (below) {
        if (auto inserted = insertBlock(added.pipeline, block, *below, m_scene.catalog())) {
            m_scene.document().apply(Tr::tr("Insert %1").arg(type->title), *inserted);
            return block;
        }
    }
    m_scene.document().apply(Tr::tr("Add %1").arg(type->title), added.pipeline);
    return block;
}

} // namespace outcrop
